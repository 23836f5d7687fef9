/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

/** What a scenario says will be seen, and what was. */
record Claim(int scenario, String sentence, String expected, String seen) {

  boolean held() {
    return expected.equals(seen);
  }
}
