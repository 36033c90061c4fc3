using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace XbFunctions.EventHub;

/// <summary>
/// The server's side of SASL, up to the client's AMQP header. Every mechanism succeeds: access is proved later on <c>$cbs</c>, or by the key as
/// a PLAIN password. It waits for the client's AMQP header because the JavaScript client overlooks what reaches it in one piece with the outcome.
/// </summary>
internal static class SaslHandshake
{
    private const byte InitPerformative = 0x41;
    private const int MaxFrameSize = 4096;
    private static readonly string[] Mechanisms = ["MSSBCBS", "ANONYMOUS", "PLAIN", "EXTERNAL"];
    private static readonly byte[] Greeting = [.. "AMQP"u8, 3, 1, 0, 0, .. EncodeMechanisms()];
    private static readonly byte[] Success = [0, 0, 0, 16, 2, 1, 0, 0, 0, 0x53, 0x44, 0xc0, 3, 1, 0x50, 0];

    /// <summary>Runs the handshake.</summary>
    /// <param name="transport">The client.</param>
    /// <param name="keys">Access keys by name, for PLAIN.</param>
    /// <param name="cancellationToken">Ends the handshake.</param>
    /// <returns>Whether the client speaks AMQP 1.0; if not, it was told which version is spoken here.</returns>
    public static async Task<bool> RunAsync(ClientTransport transport, IReadOnlyDictionary<string, string> keys, CancellationToken cancellationToken)
    {
        var header = await transport.PeekAsync(8, cancellationToken).ConfigureAwait(false);
        if (header.Span.SequenceEqual("AMQP\0\u0001\0\0"u8))
        {
            return true;
        }

        var speaksSasl = header.Span.SequenceEqual("AMQP\u0003\u0001\0\0"u8);
        await transport.SendAsync(speaksSasl ? Greeting : Greeting.AsMemory(0, 8), cancellationToken).ConfigureAwait(false);
        if (!speaksSasl)
        {
            return false;
        }

        transport.Skip(8);
        var init = await ReadFrameAsync(transport, cancellationToken).ConfigureAwait(false);
        ReadInit(init.Span, transport.Claims, keys);
        transport.Skip(init.Length);
        await transport.SendAsync(Success, cancellationToken).ConfigureAwait(false);
        var second = await transport.PeekAsync(8, cancellationToken).ConfigureAwait(false);
        return second.Span.SequenceEqual("AMQP\0\u0001\0\0"u8);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadFrameAsync(ClientTransport transport, CancellationToken cancellationToken)
    {
        var head = await transport.PeekAsync(8, cancellationToken).ConfigureAwait(false);
        var size = BinaryPrimitives.ReadUInt32BigEndian(head.Span);
        return size is >= 8 and <= MaxFrameSize
            ? await transport.PeekAsync((int)size, cancellationToken).ConfigureAwait(false)
            : throw new MalformedMessageException($"a SASL frame of {size} bytes is not accepted");
    }

    private static void ReadInit(ReadOnlySpan<byte> frame, ClientClaims claims, IReadOnlyDictionary<string, string> keys)
    {
        var body = frame[4] * 4;
        if (body + 3 > frame.Length || frame[body + 2] != InitPerformative)
        {
            throw new MalformedMessageException("sasl-init was expected");
        }

        var reader = new AmqpReader(frame, body + 3);
        var fields = reader.EnterCompound();
        var mechanism = fields > 0 ? reader.ReadBytes() : default;
        if (fields > 1 && mechanism.SequenceEqual("PLAIN"u8)
            && Encoding.UTF8.GetString(reader.ReadBytes()).Split('\0') is [_, var name, var password]
            && keys.TryGetValue(name, out var key)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(password)))
        {
            claims.Add("", DateTimeOffset.MaxValue);
        }
    }

    private static ReadOnlySpan<byte> EncodeMechanisms()
    {
        var writer = new AmqpWriter(128);
        writer.WriteRaw([0, 0, 0, 0, 2, 1, 0, 0]);
        writer.WriteSection(0x40);
        var list = writer.Begin(AmqpFormat.List32);
        var size = Mechanisms.Sum(static name => name.Length + 4);
        writer.WriteRaw([0xe0, (byte)(size + 2), (byte)Mechanisms.Length, AmqpFormat.Symbol32]);
        foreach (var name in Mechanisms)
        {
            BinaryPrimitives.WriteInt32BigEndian(writer.Reserve(4), name.Length);
            Encoding.ASCII.GetBytes(name, writer.Reserve(name.Length));
        }

        writer.End(list, 1);
        BinaryPrimitives.WriteInt32BigEndian(writer.GetWritten(0), writer.Length);
        return writer.Written.Span;
    }
}
