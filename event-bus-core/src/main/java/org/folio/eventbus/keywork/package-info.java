/* SPDX-License-Identifier: Apache-2.0 */
/** What is done about one key: release, discard, retry, and gaps that are given up. */
@NullMarked
package org.folio.eventbus.keywork;

import org.jspecify.annotations.NullMarked;
