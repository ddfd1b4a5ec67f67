package io.jenkins.plugins.ansibleevents.engine.tls;

import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A private key in PEM: PKCS #8 ({@code BEGIN PRIVATE KEY}, and with a passphrase {@code BEGIN ENCRYPTED PRIVATE KEY}),
 * PKCS #1 ({@code BEGIN RSA PRIVATE KEY}) or SEC 1 ({@code BEGIN EC PRIVATE KEY}); RSA, EC or Ed25519 and Ed448. No
 * error quotes the key.
 *
 * @param place the key's name in errors, for example its file name
 * @param text the PEM text; certificates beside the key are ignored
 * @param passphrase of an encrypted key
 */
public record PemKey(String place, Secret text, Optional<Secret> passphrase) {

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    /** Larger than any chain needs. */
    static final int LARGEST_FILE = 1 << 20;

    /** The key of a file. */
    public static PemKey of(Path file, Optional<Secret> passphrase) throws IOException {
        return new PemKey(file.toString(), Secret.of(text(file)), passphrase);
    }

    /** The text of a PEM file in ASCII; other characters can only be part of a comment. */
    static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new PemException(file + ": is larger than 1 MiB; a PEM file is expected");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (PemException e) {
            throw e;
        } catch (IOException e) {
            throw new PemException(file + ": cannot be read: " + IoReason.of(e));
        }
    }

    PrivateKey read() throws PemException {
        // Revealed for the TLS engine.
        List<PemBlock> blocks = PemBlock.of(text.reveal());
        for (PemBlock block : blocks) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return key(block, blocks);
            }
        }
        throw new PemException(place + ": no PEM private key in it (-----BEGIN PRIVATE KEY-----)"
                + (blocks.isEmpty() ? "" : ", only " + blocks.get(0).label()));
    }

    private PrivateKey key(PemBlock block, List<PemBlock> all) throws PemException {
        if (block.isEncryptedTheOldWay()) {
            throw new PemException(place + ": is encrypted in a way that is not read any more;"
                    + " convert it with: openssl pkcs8 -topk8 -in OLD -out NEW");
        }
        try {
            return switch (block.label()) {
                case "PRIVATE KEY" -> decoded(block.der(place));
                case "RSA PRIVATE KEY" -> decoded(Der.pkcs8OfRsa(block.der(place)));
                case "EC PRIVATE KEY" -> decoded(ellipticCurve(block, all));
                case "ENCRYPTED PRIVATE KEY" -> decoded(decrypted(block.der(place)));
                default ->
                    throw new PemException(place + ": keys of the kind " + block.label()
                            + " are not used in TLS; RSA, EC and Ed25519 are");
            };
        } catch (BufferUnderflowException e) {
            throw damaged();
        }
    }

    private byte[] ellipticCurve(PemBlock block, List<PemBlock> all) throws PemException {
        byte[] sec1 = block.der(place);
        Optional<byte[]> curve = Der.curveOf(sec1);
        if (curve.isPresent()) {
            return Der.pkcs8OfEc(sec1, curve.get());
        }
        for (PemBlock other : all) {
            if (other.label().equals("EC PARAMETERS")) {
                return Der.pkcs8OfEc(sec1, other.der(place));
            }
        }
        throw new PemException(place + ": the key does not say which curve it is of; make a new one");
    }

    private byte[] decrypted(byte[] der) throws PemException {
        if (passphrase.isEmpty()) {
            throw new PemException(place + ": is encrypted and its passphrase is not given; set keyPassphrase,"
                    + " or decrypt it with: openssl pkey -in OLD -out NEW");
        }
        try {
            var info = new EncryptedPrivateKeyInfo(der);
            AlgorithmParameters parameters = info.getAlgParameters();
            // For PBES2, the usual one, Java has no cipher by this name, only by the names of its parts.
            String algorithm = parameters == null ? info.getAlgName() : parameters.toString();
            // Revealed to open the key for the TLS engine.
            var password = new PBEKeySpec(passphrase.get().reveal().toCharArray());
            var key = SecretKeyFactory.getInstance(algorithm).generateSecret(password);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return info.getKeySpec(cipher).getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            // The error does not name its cause on purpose: it could quote the key.
            throw new PemException(place + ": cannot be decrypted; keyPassphrase is wrong, or it is encrypted in an"
                    + " unusual way (usual: openssl pkcs8 -topk8 -v2 aes-256-cbc)");
        }
    }

    private PrivateKey decoded(byte[] pkcs8) throws PemException {
        var spec = new PKCS8EncodedKeySpec(pkcs8);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // The next algorithm may accept the key.
            } catch (GeneralSecurityException e) {
                throw damaged();
            }
        }
        throw damaged();
    }

    private PemException damaged() {
        return new PemException(place + ": the key is damaged, or neither RSA nor EC nor Ed25519 or Ed448");
    }
}
