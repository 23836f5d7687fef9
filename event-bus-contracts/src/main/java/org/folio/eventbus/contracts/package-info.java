/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the library expects of the code that its users give it, as JUnit suites: extend one, say
 * what is to be tested, and its rules run as tests of your module.
 */
@NullMarked
package org.folio.eventbus.contracts;

import org.jspecify.annotations.NullMarked;
