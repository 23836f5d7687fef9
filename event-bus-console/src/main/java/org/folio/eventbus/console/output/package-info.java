/* SPDX-License-Identifier: Apache-2.0 */
/** Shows answers as text and as JSON. */
@NullMarked
package org.folio.eventbus.console.output;

import org.jspecify.annotations.NullMarked;
