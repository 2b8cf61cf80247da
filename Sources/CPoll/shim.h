#ifndef CPOLL_SHIM_H
#define CPOLL_SHIM_H

#include <poll.h>
#include <signal.h>
#include <time.h>

#ifdef __linux__
// The Glibc module declares it to GNU programs alone.
int ppoll(struct pollfd *entries, nfds_t count, const struct timespec *timeout,
          const sigset_t *mask);
#endif

// Waits as poll(2) does, to the nanosecond where the system can. A null timeout never ends.
static inline int segment_step_poll(struct pollfd *entries, nfds_t count,
                                    const struct timespec *timeout) {
#ifdef __linux__
  return ppoll(entries, count, timeout, 0);
#else
  return poll(entries, count,
              timeout ? (int)(timeout->tv_sec * 1000 + (timeout->tv_nsec + 999999) / 1000000) : -1);
#endif
}

#endif
