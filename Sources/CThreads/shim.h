#ifndef CTHREADS_SHIM_H
#define CTHREADS_SHIM_H

#include <pthread.h>
#include <stddef.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifdef __GLIBC__
// The Glibc module declares it to GNU programs alone.
int pthread_setattr_default_np(const pthread_attr_t *attributes);
#endif

// Gives threads that are started without attributes a stack of so many bytes. Returns an error number;
// does nothing where the system has no such setting.
static inline int segment_step_set_default_stack(size_t size) {
#ifdef __GLIBC__
  pthread_attr_t attributes;
  int code = pthread_attr_init(&attributes);
  if (code) return code;
  code = pthread_attr_setstacksize(&attributes, size);
  if (!code) code = pthread_setattr_default_np(&attributes);
  pthread_attr_destroy(&attributes);
  return code;
#else
  (void)size;
  return 0;
#endif
}

// Lets all threads allocate from the same memory. glibc else reserves 64 MiB of the address space for
// each thread.
static inline void segment_step_share_memory(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
#endif
}

#endif
