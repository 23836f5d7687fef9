/* SPDX-License-Identifier: Apache-2.0 */
/** What an answer about a patron is known to lack. */
@NullMarked
package org.folio.adapter.patronblocks.freshness;

import org.jspecify.annotations.NullMarked;
