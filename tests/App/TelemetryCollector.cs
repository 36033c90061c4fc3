using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace XbFunctions.App.Tests;

/// <summary>A collector that takes OTLP over HTTP and keeps what it was sent.</summary>
internal sealed class TelemetryCollector : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly List<(string Path, string Text)> _received = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TelemetryCollector(WebApplication web) => _web = web;

    /// <summary>Where it listens.</summary>
    public string Address => _web.Urls.Single();

    /// <summary>Everything received; protocol buffers keep texts as they are, one byte a character here.</summary>
    public string Everything
    {
        get
        {
            lock (_received)
            {
                return string.Concat(_received.Select(static one => one.Text));
            }
        }
    }

    /// <summary>Starts one on a free port.</summary>
    public static async Task<TelemetryCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var web = builder.Build();
        web.Urls.Add("http://127.0.0.1:0");
        var collector = new TelemetryCollector(web);
        web.MapPost("/{**path}", collector.TakeAsync);
        await web.StartAsync();
        return collector;
    }

    /// <summary>Waits until a signal has brought a text.</summary>
    /// <param name="path">Path of the signal, such as <c>/v1/traces</c>.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task UntilAsync(string path, string text, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrived;
            lock (_received)
            {
                if (_received.Exists(one => one.Path == path && one.Text.Contains(text, StringComparison.Ordinal)))
                {
                    return;
                }

                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        lock (_received)
        {
            _received.Add((context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
            _arrived.TrySetResult();
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
