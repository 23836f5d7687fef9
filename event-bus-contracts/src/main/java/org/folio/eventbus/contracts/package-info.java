/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The library's rules for its users' code, as JUnit suites: extend one, name the code under test,
 * and its rules run as tests of your module.
 */
@NullMarked
package org.folio.eventbus.contracts;

import org.jspecify.annotations.NullMarked;
