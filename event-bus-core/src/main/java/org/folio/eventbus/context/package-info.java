/* SPDX-License-Identifier: Apache-2.0 */
/** What the parts of a bus are given. */
@NullMarked
package org.folio.eventbus.context;

import org.jspecify.annotations.NullMarked;
