#ifndef CARGUMENTS_H
#define CARGUMENTS_H

// The arguments that the program was started with, its name first, and their number: 0 where the
// system does not hand them to constructors (glibc and Darwin do, musl does not).
int segment_step_argument_count(void);
const char *segment_step_argument(int index);

#endif
