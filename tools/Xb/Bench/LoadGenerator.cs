using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace XbFunctions.Xb.Bench;

/// <summary>Sends one GET after the other over a few kept connections, with as little work of its own as can be, for both share the machine.</summary>
internal static class LoadGenerator
{
    private const int Connections = 16;
    private const int BufferBytes = 8192;

    /// <summary>Loads an address for a while.</summary>
    /// <param name="address">Answers the same each time.</param>
    /// <param name="time">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CommandException">It answers with something else than 200.</exception>
    public static async Task<Load> RunAsync(Uri address, TimeSpan time, CancellationToken cancellationToken)
    {
        var request = Encoding.ASCII.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: */*\r\n\r\n");
        var before = GC.GetTotalAllocatedBytes();
        var startedAt = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(
            () => SendAsync(address, request, startedAt, time, cancellationToken), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        var total = counts.Sum();
        return new Load(total / elapsed.TotalSeconds, (GC.GetTotalAllocatedBytes() - before) / (double)Math.Max(1, total));
    }

    private static async Task<long> SendAsync(Uri address, byte[] request, long startedAt, TimeSpan time, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
        var buffer = new byte[BufferBytes];
        var length = 0;
        long count = 0;
        while (Stopwatch.GetElapsedTime(startedAt) < time)
        {
            await socket.SendAsync(request, cancellationToken);
            length = length == 0 ? await ReadFirstAsync(socket, buffer, address, cancellationToken) : await ReadAsync(socket, buffer, length, cancellationToken);
            count++;
        }

        return count;
    }

    // Both servers answer in chunks of one length; the first answer tells how many bytes the others have.
    private static async Task<int> ReadFirstAsync(Socket socket, byte[] buffer, Uri address, CancellationToken cancellationToken)
    {
        var length = 0;
        while (!buffer.AsSpan(0, length).EndsWith("\r\n0\r\n\r\n"u8))
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += read > 0 && length + read < buffer.Length ? read : throw Unexpected(address, buffer, length);
            if (length > 15 && !buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200 OK"u8))
            {
                throw Unexpected(address, buffer, length);
            }
        }

        return length;
    }

    private static async Task<int> ReadAsync(Socket socket, byte[] buffer, int length, CancellationToken cancellationToken)
    {
        for (var got = 0; got < length;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(got, length - got), cancellationToken);
            got += read > 0 ? read : throw new IOException("The server closed a connection that was to be kept.");
        }

        return length;
    }

    private static CommandException Unexpected(Uri address, byte[] buffer, int length) =>
        new($"{address} did not answer with 200 in chunks: {Encoding.ASCII.GetString(buffer, 0, Math.Min(length, 100)).ReplaceLineEndings(" ")}");

    /// <summary>What was answered.</summary>
    /// <param name="RequestsPerSecond">Requests a second.</param>
    /// <param name="BytesPerRequest">Bytes allocated in this process for one.</param>
    internal readonly record struct Load(double RequestsPerSecond, double BytesPerRequest);
}
