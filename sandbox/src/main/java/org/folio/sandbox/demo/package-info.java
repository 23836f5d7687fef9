/* SPDX-License-Identifier: Apache-2.0 */
/** The demonstration: scenarios, what they claim and what was seen. */
@NullMarked
package org.folio.sandbox.demo;

import org.jspecify.annotations.NullMarked;
