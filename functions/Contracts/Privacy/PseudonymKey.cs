using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace XbFunctions.Contracts;

/// <summary>
/// The secret that turns personal ids into pseudonyms: the first 128 bits of HMAC-SHA256 (RFC 2104) over the kind's byte and the id in
/// UTF-8.
/// Whoever has the key can test a guessed id, so it is kept like a password. Safe for use by several threads.
/// </summary>
public sealed class PseudonymKey
{
    /// <summary>Shortest key, in bytes: the length of the hash.</summary>
    public const int MinBytes = 32;

    private readonly byte[] _key;

    // Kept for the next id: making one of OpenSSL's takes two and a half times as long as hashing an id does.
    private readonly ConcurrentBag<IncrementalHash> _hashes = [];

    /// <summary>Takes a copy of a key.</summary>
    /// <param name="key">At least <see cref="MinBytes"/> random bytes.</param>
    /// <exception cref="ArgumentException">The key is shorter.</exception>
    public PseudonymKey(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinBytes)
        {
            throw new ArgumentException($"A pseudonym key has at least {MinBytes} bytes; got {key.Length}.", nameof(key));
        }

        _key = key.ToArray();
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, "xb-pseudonym-key-id"u8, hash);
        KeyId = $"k_{Convert.ToHexStringLower(hash[..4])}";
    }

    /// <summary>Names the key without telling it: state and outputs of another key cannot be joined with this one's.</summary>
    /// <value><c>k_</c> and 8 hexadecimal digits.</value>
    public string KeyId { get; }

    /// <summary>Reads a key from configuration.</summary>
    /// <param name="text">Base64 (RFC 4648, section 4) of at least <see cref="MinBytes"/> bytes.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">The text is no base64, or too short; the message does not repeat it.</exception>
    public static PseudonymKey FromBase64(string text)
    {
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, key, out var written))
        {
            throw new FormatException("The pseudonym key is not base64.");
        }

        return written >= MinBytes
            ? new PseudonymKey(key.AsSpan(0, written))
            : throw new FormatException($"The pseudonym key has {written} bytes; at least {MinBytes} are needed.");
    }

    /// <summary>Gives the pseudonym of an id; allocates nothing.</summary>
    /// <param name="kind">What the id names.</param>
    /// <param name="id">The id's text.</param>
    /// <returns>The pseudonym; the default for an empty id.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The id is longer than <see cref="IdText.MaxLength"/>.</exception>
    public Pseudonym Of(PseudonymKind kind, ReadOnlySpan<char> id)
    {
        if (id.IsEmpty)
        {
            return default;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(id.Length, IdText.MaxLength, nameof(id));
        Span<byte> message = stackalloc byte[1 + IdText.MaxUtf8Length];
        message[0] = (byte)kind;
        var length = 1 + Encoding.UTF8.GetBytes(id, message[1..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hashing = _hashes.TryTake(out var idle) ? idle : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hashing.AppendData(message[..length]);
        hashing.GetHashAndReset(hash);
        _hashes.Add(hashing);
        return new Pseudonym(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Gives the pseudonym of a customer.</summary>
    /// <param name="id">The customer.</param>
    /// <returns>The pseudonym.</returns>
    public Pseudonym Of(CustomerId id) => Of(PseudonymKind.Customer, id.Value);

    /// <summary>Gives the pseudonym of a payment instrument.</summary>
    /// <param name="id">The instrument's token.</param>
    /// <returns>The pseudonym.</returns>
    public Pseudonym Of(InstrumentId id) => Of(PseudonymKind.Instrument, id.Value);

    /// <summary>Gives the pseudonym of a device.</summary>
    /// <param name="id">The device.</param>
    /// <returns>The pseudonym.</returns>
    public Pseudonym Of(DeviceId id) => Of(PseudonymKind.Device, id.Value);

    /// <summary>Gives the pseudonym of a delivery address.</summary>
    /// <param name="id">The address's id.</param>
    /// <returns>The pseudonym.</returns>
    public Pseudonym Of(ShippingAddressId id) => Of(PseudonymKind.ShippingAddress, id.Value);

    /// <summary>Gives the pseudonym of a seller.</summary>
    /// <param name="id">The seller.</param>
    /// <returns>The pseudonym.</returns>
    public Pseudonym Of(SellerId id) => Of(PseudonymKind.Seller, id.Value);

    /// <summary>Gives the pseudonym of a visitor who has not signed in.</summary>
    /// <param name="id">The visitor.</param>
    /// <returns>The pseudonym.</returns>
    public Pseudonym Of(AnonymousId id) => Of(PseudonymKind.Anonymous, id.Value);

    /// <summary>Gives the pseudonym of a visit.</summary>
    /// <param name="id">The visit.</param>
    /// <returns>The pseudonym.</returns>
    public Pseudonym Of(SessionId id) => Of(PseudonymKind.Session, id.Value);
}
