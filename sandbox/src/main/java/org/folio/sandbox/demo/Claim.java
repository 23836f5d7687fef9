/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

/** A scenario's claim, with the expected and the actual result. */
record Claim(int scenario, String sentence, String expected, String seen) {

  boolean held() {
    return expected.equals(seen);
  }
}
