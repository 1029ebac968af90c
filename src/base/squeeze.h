/* SPDX-License-Identifier: MIT */
/* Bytes made shorter: what stood before within 64 kB is told by its distance and length. In: any bytes. Out: fewer, when they
 * repeat themselves. Made for compiled patterns, which spell the same parts out again and again: a fifth is left, and
 * reading that and unsqueezing it costs no more than reading all. */
#ifndef EG_BASE_SQUEEZE_H
#define EG_BASE_SQUEEZE_H

#include "base/sink.h"

void eg_squeeze(eg_sink *out, eg_slice bytes);
enum { EG_SQUEEZE_SLACK = 16 }; /* bytes behind them that may be overwritten */
/* Writes the `size` bytes that were squeezed; `out` has room for the slack as well. False when `packed` is not what eg_squeeze made of so many. */
bool eg_unsqueeze(void *out, size_t size, eg_slice packed);

#endif
