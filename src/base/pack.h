/* SPDX-License-Identifier: MIT */
/* Bytes made shorter: what stood before within 64 kB is told by its distance and length. In: any bytes. Out: fewer, when they
 * repeat themselves. Made for compiled patterns, which spell the same parts out again and again: a fifth is left, and
 * reading that and unpacking it costs no more than reading all. */
#ifndef EG_BASE_PACK_H
#define EG_BASE_PACK_H

#include "base/sink.h"

void eg_pack(eg_sink *out, eg_slice bytes);
/* Writes the `size` bytes that were packed. False when `packed` is not what eg_pack made of so many. */
bool eg_unpack(void *out, size_t size, eg_slice packed);

#endif
