/* SPDX-License-Identifier: Apache-2.0 */
/** The kinds of log records, their schemas and their keys. */
@NullMarked
package org.folio.eventbus.logrecord;

import org.jspecify.annotations.NullMarked;
