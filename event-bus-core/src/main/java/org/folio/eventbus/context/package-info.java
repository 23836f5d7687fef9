/* SPDX-License-Identifier: Apache-2.0 */
/** The shared objects of the parts of a bus. */
@NullMarked
package org.folio.eventbus.context;

import org.jspecify.annotations.NullMarked;
