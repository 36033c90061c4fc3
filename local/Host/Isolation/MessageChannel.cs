using System.IO.Pipes;
using System.Text;
using System.Text.Json;

namespace XbFunctions.Host;

/// <summary>One end of the pipe between a supervisor and a function process. Sending is safe for several threads, receiving is for one.</summary>
/// <param name="pipe">The pipe, owned from here on.</param>
internal sealed class MessageChannel(PipeStream pipe) : IAsyncDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly StreamReader _lines = new(pipe, Encoding.UTF8, leaveOpen: true);

    /// <summary>Sends a message.</summary>
    /// <returns>Whether it was handed to the pipe; <see langword="false"/> when the other end is gone.</returns>
    public async Task<bool> TrySendAsync(ChannelMessage message, CancellationToken cancellationToken = default)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(message);
        try
        {
            await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await pipe.WriteAsync((byte[])[.. line, (byte)'\n'], cancellationToken).ConfigureAwait(false);
                return true;
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The next message.</summary>
    /// <returns>The message; <see langword="null"/> when the other end is gone.</returns>
    public async Task<ChannelMessage?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line
                ? JsonSerializer.Deserialize<ChannelMessage>(line)
                : null;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or JsonException)
        {
            // A process that was killed leaves half a line, one that ended early never came.
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _sending.Dispose();
        await pipe.DisposeAsync().ConfigureAwait(false);
    }
}
