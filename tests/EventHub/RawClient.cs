using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace XbFunctions.EventHub.Tests;

/// <summary>A client that writes its frames by hand, and so can write wrong ones. It proves itself by the key as a SASL password.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static byte[] Begin { get; } = Frame(0, Performative(0x11, static writer =>
    {
        writer.WriteNull();
        writer.WriteRaw([0x43]);
        UInt(writer, 2048);
        UInt(writer, 2048);
    }, 4));

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    /// <summary>Connects and comes as far as <c>open</c>.</summary>
    /// <param name="port">Port of the hub.</param>
    /// <param name="idleMilliseconds">Idle time-out to announce.</param>
    public static async Task<RawClient> OpenAsync(int port, uint idleMilliseconds = 0)
    {
        var client = await ConnectAsync(port);
        await client.SendAsync([.. "AMQP"u8, 3, 1, 0, 0]);
        await client.ReadAsync(8);
        await client.ReadFrameAsync();
        await client.SendAsync(SaslFrame(Performative(0x41, static writer =>
        {
            writer.WriteSymbol("PLAIN"u8);
            writer.WriteBinary(Encoding.UTF8.GetBytes($"\0{EventHubServerOptions.DefaultKeyName}\0{EventHubServerOptions.DefaultKey}"));
        }, 2)));
        await client.ReadFrameAsync();
        await client.SendAsync([.. "AMQP"u8, 0, 1, 0, 0, .. Open(idleMilliseconds)]);
        await client.ReadAsync(8);
        await client.ReadFrameAsync();
        return client;
    }

    public static byte[] Open(uint idleMilliseconds = 0, uint maxFrameSize = 65_536) => Frame(0, Performative(0x10, writer =>
    {
        writer.WriteString("raw");
        writer.WriteString("localhost");
        UInt(writer, maxFrameSize);
        writer.WriteRaw([0x60, 0xff, 0xff]);
        UInt(writer, idleMilliseconds);
    }, 5));

    /// <summary>Attaches a sender of handle 0.</summary>
    public static byte[] AttachSender(string address) => Frame(0, Performative(0x12, writer =>
    {
        writer.WriteString("raw-sender");
        writer.WriteRaw([0x43, 0x42, 0x40, 0x40]);
        Described(writer, 0x28, null);
        Described(writer, 0x29, address);
        writer.WriteNull();
        writer.WriteNull();
        writer.WriteRaw([0x43]);
    }, 10));

    /// <summary>Attaches a receiver of handle 0.</summary>
    public static byte[] AttachReceiver(string address) => Frame(0, Performative(0x12, writer =>
    {
        writer.WriteString("raw-receiver");
        writer.WriteRaw([0x43, 0x41, 0x50, 1, 0x50, 0]);
        Described(writer, 0x28, address);
        Described(writer, 0x29, null);
    }, 7));

    public static byte[] Flow(uint credit) => Frame(0, Performative(0x13, writer =>
    {
        foreach (var value in (uint[])[0, 2048, 0, 2048, 0, 0, credit])
        {
            UInt(writer, value);
        }
    }, 7));

    /// <summary>A transfer on handle 0.</summary>
    public static byte[] Transfer(byte[] payload, uint? id, bool hasMore = false, bool isAborted = false) => Frame(0, [.. Performative(0x14, writer =>
    {
        writer.WriteRaw([0x43]);
        if (id is { } known)
        {
            UInt(writer, known);
            writer.WriteBinary(Encoding.ASCII.GetBytes(known.ToString(CultureInfo.InvariantCulture)));
            writer.WriteRaw([0x43]);
        }
        else
        {
            writer.WriteRaw([0x40, 0x40, 0x40]);
        }

        writer.WriteRaw([0x42, hasMore ? (byte)0x41 : (byte)0x42, 0x40, 0x40, 0x42, isAborted ? (byte)0x41 : (byte)0x42]);
    }, 10), .. payload]);

    /// <summary>An event as a message of one data section.</summary>
    public static byte[] Message(string text)
    {
        var writer = new AmqpWriter(64);
        EventEncoder.WriteRest(writer, TestHub.Event(text));
        return writer.Written.ToArray();
    }

    public static byte[] Performative(byte code, Action<AmqpWriter> fields, int count)
    {
        var writer = new AmqpWriter(64);
        writer.WriteSection(code);
        var list = writer.Begin(AmqpFormat.List32);
        fields(writer);
        writer.End(list, count);
        return writer.Written.ToArray();
    }

    public static byte[] Frame(ushort channel, byte[] body)
    {
        var frame = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        (frame[4], frame[5]) = (2, 0);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(6), channel);
        body.CopyTo(frame, 8);
        return frame;
    }

    public async Task SendAsync(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            at += await _socket.SendAsync(bytes.AsMemory(at));
        }
    }

    /// <summary>Reads one frame.</summary>
    /// <returns>The frame; empty at the end of the connection.</returns>
    public async Task<byte[]> ReadFrameAsync()
    {
        var size = await ReadAsync(4);
        return size.Length == 0 ? [] : [.. size, .. await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(size) - 4)];
    }

    /// <summary>Reads up to a performative.</summary>
    /// <returns>Its frame; <see langword="null"/> when the connection ended before.</returns>
    public async Task<byte[]?> ReadUntilAsync(byte code)
    {
        while (await ReadFrameAsync() is { Length: > 0 } frame)
        {
            if (frame.Length > 10 && frame[10] == code)
            {
                return frame;
            }
        }

        return null;
    }

    /// <summary>Reads to the end, which must come.</summary>
    /// <returns>Condition and description of the <c>close</c> on the way, as text; empty when none came.</returns>
    public async Task<string> ReadCloseAsync()
    {
        var close = await ReadUntilAsync(0x18);
        _socket.Shutdown(SocketShutdown.Send);
        while (close is not null && (await ReadFrameAsync()).Length > 0)
        {
            // Read on.
        }

        return close is null ? "" : Encoding.ASCII.GetString(close);
    }

    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    public async Task<byte[]> ReadAsync(int count)
    {
        using var timeout = new CancellationTokenSource(SafetyNet);
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            int read;
            try
            {
                read = await _socket.ReceiveAsync(bytes.AsMemory(at), timeout.Token);
            }
            catch (SocketException)
            {
                return [];
            }

            if (read == 0)
            {
                return [];
            }

            at += read;
        }

        return bytes;
    }

    private static byte[] SaslFrame(byte[] body)
    {
        var frame = Frame(0, body);
        frame[5] = 1;
        return frame;
    }

    private static void UInt(AmqpWriter writer, uint value)
    {
        var bytes = writer.Reserve(5);
        bytes[0] = 0x70;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], value);
    }

    private static void Described(AmqpWriter writer, byte code, string? address)
    {
        writer.WriteSection(code);
        var list = writer.Begin(AmqpFormat.List32);
        writer.WriteValue(address);
        writer.End(list, 1);
    }
}
