package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.sgx.EnclaveIdentity;

/**
 * The numbers that a signer gives to an enclave (Intel SDM volume 3D, table 34-18).
 *
 * @param isvProdId number of the product: 0 to 65535
 * @param isvSvn security version of the product: 0 to 65535
 */
public record ProductNumbers(int isvProdId, int isvSvn) {

    public ProductNumbers {
        require("<isvProdId> (gramine.isvProdId)", isvProdId);
        require("<isvSvn> (gramine.isvSvn)", isvSvn);
    }

    private static void require(String parameter, int number) {
        if (number < 0 || number > EnclaveIdentity.MOST_ID) {
            throw new GraminizeException(
                    "%s is %d; expected 0 to %d.".formatted(parameter, number, EnclaveIdentity.MOST_ID),
                    "Correct it, or omit it for 0.");
        }
    }
}
