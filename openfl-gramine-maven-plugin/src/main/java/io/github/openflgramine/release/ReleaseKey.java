package io.github.openflgramine.release;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.pem.PemFile;
import io.github.openflgramine.pem.PemPrivateKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * The private key that signs statements about a release. It is separate from the key that signs enclaves: that key can
 * open sealed data, so it should be used as rarely as possible (docs/adr/0016).
 */
public final class ReleaseKey {

    /** The environment variable with the passphrase of an encrypted key. */
    public static final String PASSPHRASE = "OPENFL_GRAMINE_RELEASE_KEY_PASSPHRASE";

    private static final String CREATE_ONE = "Create one: openssl genpkey -algorithm ed25519 -out release-key.pem";

    private final String shown;
    private final PrivateKey key;
    private final ReleasePublicKey publicKey;

    private ReleaseKey(String shown, PrivateKey key, ReleasePublicKey publicKey) {
        this.shown = shown;
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * Reads a private key in PEM: Ed25519, EC or RSA.
     *
     * @param passphrase decrypts an encrypted file; the caller closes it
     * @throws GraminizeException if the file contains no key, or one that is too weak
     */
    public static ReleaseKey read(Path file, Passphrase passphrase) throws IOException {
        String shown = "openfl.releaseKey=" + file;
        String text = PemFile.text(file, shown, "a private key in PEM", CREATE_ONE);
        PrivateKey key =
                new PemPrivateKey(shown, passphrase, "the environment variable " + PASSPHRASE, CREATE_ONE).parse(text);
        return new ReleaseKey(shown, key, publicKey(key, shown));
    }

    private static ReleasePublicKey publicKey(PrivateKey key, String shown) throws IOException {
        AsymmetricKeyParameter half = PrivateKeyFactory.createKey(PrivateKeyInfo.getInstance(key.getEncoded()));
        AsymmetricKeyParameter other;
        if (half instanceof RSAPrivateCrtKeyParameters rsa) {
            other = new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
        } else if (half instanceof ECPrivateKeyParameters ec) {
            other = new ECPublicKeyParameters(ec.getParameters().getG().multiply(ec.getD()), ec.getParameters());
        } else if (half instanceof Ed25519PrivateKeyParameters ed25519) {
            other = ed25519.generatePublicKey();
        } else {
            throw new GraminizeException(
                    shown + " is a key for " + key.getAlgorithm() + "; expected Ed25519, EC or RSA.", CREATE_ONE);
        }
        return new ReleasePublicKey(
                new JcaPEMKeyConverter().getPublicKey(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(other)),
                shown,
                CREATE_ONE);
    }

    public ReleasePublicKey publicKey() {
        return publicKey;
    }

    /** Signs a message and verifies the signature before returning it. */
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance(publicKey.algorithm());
            signer.initSign(key);
            signer.update(message);
            byte[] signature = signer.sign();
            if (!publicKey.verifies(message, signature)) {
                throw new GraminizeException(shown + " makes signatures that do not verify.", CREATE_ONE);
            }
            return signature;
        } catch (GeneralSecurityException e) {
            throw new GraminizeException(shown + " cannot sign: " + e.getMessage() + ".", CREATE_ONE, e);
        }
    }

    @Override
    public String toString() {
        return "ReleaseKey[" + publicKey.id() + "]";
    }
}
