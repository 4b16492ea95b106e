/* Starts the clock of a process at CLOCK seconds since 1970: cc -shared -fPIC -o clock.so clock.c, then LD_PRELOAD.
   For trying a build in another year; setting the machine's own clock would disturb all else that runs on it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static int (*real)(clockid_t, struct timespec *);
static time_t offset;

__attribute__((constructor)) static void start(void) {
  struct timespec now;
  real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  real(CLOCK_REALTIME, &now);
  offset = atoll(getenv("CLOCK")) - now.tv_sec;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  if (!real) start();
  int result = real(clock, now);
  if (clock == CLOCK_REALTIME) now->tv_sec += offset;
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone;
  struct timespec found;
  clock_gettime(CLOCK_REALTIME, &found);
  now->tv_sec = found.tv_sec;
  now->tv_usec = found.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *out) {
  struct timespec found;
  clock_gettime(CLOCK_REALTIME, &found);
  if (out) *out = found.tv_sec;
  return found.tv_sec;
}
