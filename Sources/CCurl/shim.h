#ifndef CCURL_SHIM_H
#define CCURL_SHIM_H

#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x075500
#error "segment-step needs libcurl 7.85.0 or later, for CURLOPT_PROTOCOLS_STR."
#endif

// Swift imports no variadic functions. Each of these gives one use of one a type.

typedef size_t (*segment_step_write_callback)(char *data, size_t size, size_t count, void *owner);

static inline CURLcode segment_step_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode segment_step_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode segment_step_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode segment_step_set_pointer(CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode segment_step_set_list(CURL *handle, CURLoption option,
                                             struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode segment_step_set_write_callback(CURL *handle, CURLoption option,
                                                       segment_step_write_callback callback) {
  return curl_easy_setopt(handle, option, callback);
}

/* Has the removal of a handle not wait for a resolver that does not answer. An older libcurl does
   not know that, and waits. */
static inline CURLcode segment_step_set_quick_exit(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075700
  CURLcode code = curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
  return code == CURLE_UNKNOWN_OPTION ? CURLE_OK : code;
#else
  (void)handle;
  return CURLE_OK;
#endif
}

typedef int (*segment_step_request_callback)(void *owner, char *remote_address,
                                             char *local_address, int remote_port, int local_port);

static inline CURLcode segment_step_set_request_callback(CURL *handle,
                                                         segment_step_request_callback callback) {
  return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, callback);
}

static inline CURLcode segment_step_set_open_callback(CURL *handle,
                                                      curl_opensocket_callback callback) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, callback);
}

static inline CURLcode segment_step_set_close_callback(CURL *handle,
                                                       curl_closesocket_callback callback) {
  return curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, callback);
}

static inline CURLcode segment_step_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode segment_step_get_size(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode segment_step_get_private(CURL *handle, void **value) {
  return curl_easy_getinfo(handle, CURLINFO_PRIVATE, value);
}

static inline CURLMcode segment_step_multi_set_long(CURLM *handle, CURLMoption option, long value) {
  return curl_multi_setopt(handle, option, value);
}

#endif
