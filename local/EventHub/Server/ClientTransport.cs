using System.Net.Sockets;
using Amqp;

namespace XbFunctions.EventHub;

/// <summary>The socket of one client: reads in large pieces, and counts the payload that has gone out.</summary>
/// <param name="socket">The socket, owned from here on.</param>
/// <param name="claims">What the client has proved.</param>
internal sealed class ClientTransport(Socket socket, ClientClaims claims) : IAsyncTransport, IDisposable
{
    private const byte TransferPerformative = 0x14;
    private const int MaxPendingBytes = 2 << 20;

    private readonly byte[] _received = new byte[64 << 10];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _start;
    private int _end;

    public ClientClaims Claims { get; } = claims;

    public OutgoingGate Gate { get; } = new(MaxPendingBytes);

    public Connection? Connection { get; private set; }

    public Task Closed => _closed.Task;

    /// <summary>Waits until at least <paramref name="count"/> bytes stand in the buffer, which they stay in.</summary>
    /// <exception cref="EndOfStreamException">The client closed before.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        if (count > _received.Length)
        {
            throw new EndOfStreamException($"A handshake frame of {count} bytes does not end.");
        }

        while (_end - _start < count)
        {
            if (_start > 0)
            {
                _received.AsSpan(_start, _end - _start).CopyTo(_received);
                (_start, _end) = (0, _end - _start);
            }

            var read = await socket.ReceiveAsync(_received.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += read > 0 ? read : throw new EndOfStreamException("The client closed the connection during the handshake.");
        }

        return _received.AsMemory(_start, count);
    }

    public void Skip(int count) => _start += count;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken).ConfigureAwait(false)..];
        }
    }

    public void SetConnection(Connection connection) => Connection = connection;

    public async Task<int> ReceiveAsync(byte[] buffer, int offset, int count)
    {
        if (_start == _end)
        {
            if (count >= _received.Length)
            {
                return await socket.ReceiveAsync(buffer.AsMemory(offset, count)).ConfigureAwait(false);
            }

            _start = 0;
            _end = await socket.ReceiveAsync(_received.AsMemory()).ConfigureAwait(false);
        }

        var taken = Math.Min(count, _end - _start);
        _received.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
        _start += taken;
        return taken;
    }

    public async Task SendAsync(IList<ByteBuffer> bufferList, int listSize)
    {
        var segments = new ArraySegment<byte>[bufferList.Count];
        var payload = 0L;
        for (var index = 0; index < segments.Length; index++)
        {
            var frame = bufferList[index];
            segments[index] = new ArraySegment<byte>(frame.Buffer, frame.Offset, frame.Length);
            payload += MeasurePayload(segments[index]);
        }

        var sent = await socket.SendAsync(segments, SocketFlags.None).ConfigureAwait(false);
        if (sent < listSize)
        {
            throw new IOException($"{sent} of {listSize} bytes were sent before the connection broke.");
        }

        Gate.Release(payload);
    }

    public void Send(ByteBuffer buffer) => socket.Send(buffer.Buffer, buffer.Offset, buffer.Length, SocketFlags.None);

    public int Receive(byte[] buffer, int offset, int count) => socket.Receive(buffer, offset, count, SocketFlags.None);

    public void Close() => Dispose();

    public void Dispose()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The client was faster.
        }
        catch (ObjectDisposedException)
        {
            // Closed before.
        }

        socket.Dispose();
        Gate.Release(long.MaxValue / 2);
        _closed.TrySetResult();
    }

    /// <summary>Payload bytes of a frame: what follows the transfer performative.</summary>
    private static int MeasurePayload(ReadOnlySpan<byte> frame)
    {
        var body = frame.Length > 8 ? frame[4] * 4 : frame.Length;
        return body + 3 <= frame.Length && frame[body + 2] == TransferPerformative ? frame.Length - AmqpFormat.Skip(frame, body) : 0;
    }
}
