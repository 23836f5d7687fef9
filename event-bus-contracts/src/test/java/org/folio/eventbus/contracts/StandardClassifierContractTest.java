/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import org.folio.eventbus.FailureClassifier;

class StandardClassifierContractTest extends FailureClassifierContract {

  @Override
  protected FailureClassifier classifier() {
    return FailureClassifier.STANDARD;
  }
}
