/* SPDX-License-Identifier: Apache-2.0 */
/** Reads and checks environment variables. */
@NullMarked
package org.folio.eventbus.base.settings;

import org.jspecify.annotations.NullMarked;
