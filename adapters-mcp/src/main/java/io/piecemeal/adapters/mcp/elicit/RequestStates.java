package io.piecemeal.adapters.mcp.elicit;

import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client keeps for us between two rounds of a call: sealed with AES-256-GCM under a key that
 * all nodes share, together with the owner, the tool and its arguments, so that it opens for no
 * other call and nobody can write one. Safe for use by several threads.
 */
public final class RequestStates {

  /** Bytes that a key has. */
  public static final int KEY_BYTES = 32;

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** Characters: what is longer than ours is not looked at. */
  private static final int LONGEST = 512;

  private final Optional<SecretKeySpec> key;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  private RequestStates(Optional<SecretKeySpec> key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * @param key the same on every node
   * @throws IllegalArgumentException unless it has {@value #KEY_BYTES} bytes
   */
  public static RequestStates under(byte[] key, InstantSource clock) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has %d bytes".formatted(KEY_BYTES));
    }
    return new RequestStates(Optional.of(new SecretKeySpec(key, "AES")), clock);
  }

  /** For a service without a key: it gives no states, and takes none. */
  public static RequestStates none() {
    return new RequestStates(Optional.empty(), InstantSource.system());
  }

  /** Whether calls may have several rounds here. */
  public boolean areGiven() {
    return key.isPresent();
  }

  /**
   * The state with which the client is to come back.
   *
   * @throws java.util.NoSuchElementException unless {@link #areGiven}
   */
  public String seal(Round round, AskedFile asked) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key.orElseThrow(), nonce, round);
      byte[] sealed = cipher.doFinal(asked.spell().getBytes(StandardCharsets.UTF_8));
      byte[] both =
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + CIPHER, e);
    }
  }

  /**
   * Opens what a client sent. The cipher compares in constant time.
   *
   * @throws RpcRejected if it is not what {@link #seal} gave for this round, or too old
   */
  public AskedFile open(Round round, String state) {
    AskedFile asked = opened(round, state).orElseThrow(RequestStates::foreign);
    if (!clock.instant().isBefore(asked.expiresAt())) {
      throw refused("the time of 'requestState' is over: send the call without it");
    }
    return asked;
  }

  private Optional<AskedFile> opened(Round round, String state) {
    byte[] both = decode(state);
    if (key.isEmpty() || both.length <= NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(both).get(nonce);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key.get(), nonce, round);
      byte[] plain = cipher.doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
      return AskedFile.read(new String(plain, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + CIPHER, e);
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, Round round)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(round.bytes());
    return cipher;
  }

  /** No bytes for what is not spelled as ours are; each state has one spelling. */
  private static byte[] decode(String state) {
    try {
      byte[] bytes = state.length() > LONGEST ? new byte[0] : Base64.getUrlDecoder().decode(state);
      String spelled = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return spelled.equals(state) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static RpcRejected foreign() {
    return refused(
        "'requestState' is none that was given to you for this tool with these arguments: send the"
            + " call without it");
  }

  private static RpcRejected refused(String sentence) {
    return RpcRejected.of(RpcError.INVALID_PARAMS, "Invalid params: " + sentence + ".");
  }
}
