/* SPDX-License-Identifier: Apache-2.0 */
/** Numbers in JSON, and failed calls through Okapi. */
@NullMarked
package org.folio.adapter.patronblocks.http;

import org.jspecify.annotations.NullMarked;
