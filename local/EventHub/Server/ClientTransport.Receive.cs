using System.Net.Sockets;
using Amqp;

namespace XbFunctions.EventHub;

/// <content>Reading: in large pieces from the socket, whole and checked frames for the library.</content>
internal sealed partial class ClientTransport
{
    private const int HeaderSize = 8;
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(5);

    private readonly byte[] _received;
    private int _start;
    private int _end;
    private int _checked;
    private bool _hasHeader;
    private int _lastTaken;
    private Task<int> _lastAnswer = Task.FromResult(0);

    /// <summary>Waits until at least <paramref name="count"/> bytes stand in the buffer, which they stay in.</summary>
    /// <exception cref="EndOfStreamException">The client closed before.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken) =>
        await FillAsync(count, cancellationToken).ConfigureAwait(false)
            ? _received.AsMemory(_start, count)
            : throw new EndOfStreamException("The client closed the connection during the handshake.");

    public void Skip(int count) => _start += count;

    public Task<int> ReceiveAsync(byte[] buffer, int offset, int count)
    {
        if (_checked == 0)
        {
            return ReceiveNextAsync(buffer, offset, count);
        }

        // The library asks for the same few sizes again and again.
        var taken = Take(buffer, offset, count);
        if (_lastTaken != taken)
        {
            (_lastTaken, _lastAnswer) = (taken, Task.FromResult(taken));
        }

        return _lastAnswer;
    }

    private async Task<int> ReceiveNextAsync(byte[] buffer, int offset, int count)
    {
        try
        {
            while (!TryCheckNext())
            {
                await WaitForSocketAsync().ConfigureAwait(false);
                if (!await FillAsync(_end - _start + 1, CancellationToken.None).ConfigureAwait(false))
                {
                    return 0;
                }
            }

            return Take(buffer, offset, count);
        }
        catch (AmqpException exception)
        {
            await RefuseAsync(exception).ConfigureAwait(false);
            return 0;
        }
    }

    /// <summary>A client that does not read its answers is not read from either, or the answers would fill the memory.</summary>
    private async ValueTask WaitForSocketAsync()
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        _sending.Release();
    }

    private int Take(byte[] buffer, int offset, int count)
    {
        var taken = Math.Min(count, _checked);
        _received.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
        _start += taken;
        _checked -= taken;
        return taken;
    }

    /// <summary>Checks the next frame, if it is in the buffer.</summary>
    /// <exception cref="AmqpException">It must not reach the library.</exception>
    private bool TryCheckNext()
    {
        var unread = _received.AsSpan(_start, _end - _start);
        if (!_hasHeader)
        {
            _hasHeader = unread.Length >= HeaderSize;
            _checked = _hasHeader ? HeaderSize : 0;
            _heartbeat.StartWatch();
            return _hasHeader;
        }

        if (unread.Length < sizeof(int) || _guard.ReadSize(unread) is var size && unread.Length < size)
        {
            return false;
        }

        _guard.Check(unread[..size]);
        _checked = size;
        _heartbeat.Received();
        if (_guard.TakeOpened())
        {
            _heartbeat.StartBeats(_guard.PeerIdleTimeout);
        }

        return true;
    }

    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
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

            var read = await _socket.ReceiveAsync(_received.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    /// <summary>Tells the client why it is closed, and gives it a moment to read that.</summary>
    private async Task RefuseAsync(AmqpException exception)
    {
        TellWhyClosed(exception.Error);
        Connection?.CloseNow(exception.Error);
        using var timeout = new CancellationTokenSource(FarewellTimeout, _time);
        try
        {
            while (await _socket.ReceiveAsync(_received.AsMemory(), timeout.Token).ConfigureAwait(false) > 0)
            {
                // What the client has sent before it read the reason.
            }
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is closed now.
        }
    }
}
