using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Amqp;
using Amqp.Framing;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>The socket of one client: hands whole, checked frames to the library, keeps the connection alive, and counts the payload that has gone out.</summary>
internal sealed partial class ClientTransport : IAsyncTransport, IDisposable
{
    private const byte TransferPerformative = 0x14;
    private const int MaxPendingBytes = 2 << 20;
    private static readonly byte[] EmptyFrame = [0, 0, 0, 8, 2, 0, 0, 0];

    private readonly Socket _socket;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly FrameGuard _guard;
    private readonly ClientHeartbeat _heartbeat;
    [SuppressMessage("Usage", "CA2213", Justification = "Who waits for it when the connection ends must be let go; without a wait handle it holds nothing.")]
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isTold;

    /// <summary>Takes over a socket.</summary>
    /// <param name="socket">The socket, owned from here on.</param>
    /// <param name="limits">What the client may do.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears why a client was closed.</param>
    public ClientTransport(Socket socket, ClientLimits limits, TimeProvider time, ILogger logger)
    {
        (_socket, _time, _logger) = (socket, time, logger);
        Claims = new ClientClaims(time);
        _guard = new FrameGuard(limits);
        _received = new byte[2 * limits.MaxFrameSize];
        _heartbeat = new ClientHeartbeat(limits.IdleTimeout, Beat, Drop, time);
    }

    public ClientClaims Claims { get; }

    public OutgoingGate Gate { get; } = new(MaxPendingBytes);

    public Connection? Connection { get; private set; }

    public Task Closed => _closed.Task;

    /// <summary>Bytes of deliveries that have not ended.</summary>
    public long AssembledBytes => _guard.AssembledBytes;

    /// <summary>Whether the frame that the library looks at gives its delivery up.</summary>
    public bool IsAborted => _guard.IsAborted;

    public void SetConnection(Connection connection)
    {
        Connection = connection;
        connection.Closed += (_, _) => TellWhyClosed(connection.Error);
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, cancellationToken).ConfigureAwait(false)..];
        }
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

        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            var sent = await _socket.SendAsync(segments, SocketFlags.None).ConfigureAwait(false);
            if (sent < listSize)
            {
                throw new IOException($"{sent} of {listSize} bytes were sent before the connection broke.");
            }
        }
        finally
        {
            _sending.Release();
        }

        _heartbeat.Sent();
        Gate.Release(payload);
    }

    public void Send(ByteBuffer buffer) => _socket.Send(buffer.Buffer, buffer.Offset, buffer.Length, SocketFlags.None);

    public int Receive(byte[] buffer, int offset, int count) => _socket.Receive(buffer, offset, count, SocketFlags.None);

    public void Close() => Dispose();

    public void Dispose()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The client was faster.
        }
        catch (ObjectDisposedException)
        {
            // Closed before.
        }

        _socket.Dispose();
        _heartbeat.Dispose();
        Claims.Dispose();
        Gate.Release(long.MaxValue / 2);
        _closed.TrySetResult();
    }

    /// <summary>Payload bytes of a frame: what follows the transfer performative.</summary>
    private static int MeasurePayload(ReadOnlySpan<byte> frame)
    {
        var body = frame.Length > 8 ? frame[4] * 4 : frame.Length;
        return body + 3 <= frame.Length && frame[body + 2] == TransferPerformative ? frame.Length - AmqpFormat.Skip(frame, body) : 0;
    }

    private void Beat() => _ = BeatAsync();

    private async Task BeatAsync()
    {
        // What is on its way out is a sign of life, too.
        if (!await _sending.WaitAsync(TimeSpan.Zero).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            await SendAsync(EmptyFrame, CancellationToken.None).ConfigureAwait(false);
            _heartbeat.Sent();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The reading side notices, too.
        }
        finally
        {
            _sending.Release();
        }
    }

    private void Drop()
    {
        _logger.ClientSilent();
        Dispose();
    }

    private void TellWhyClosed(Error? error)
    {
        if (error is not null && (string)error.Condition != ErrorCode.ConnectionForced && Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            _logger.ConnectionRefused(error.Condition, error.Description);
        }
    }
}
