/* SPDX-License-Identifier: Apache-2.0 */
/** The demonstration: scenarios, their claims and results. */
@NullMarked
package org.folio.sandbox.demo;

import org.jspecify.annotations.NullMarked;
