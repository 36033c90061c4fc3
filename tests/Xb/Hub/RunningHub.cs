using System.Text;

namespace XbFunctions.Xb.Tests.Hub;

/// <summary><c>xb hub</c> in this process, until it is stopped as Ctrl-C does.</summary>
internal sealed class RunningHub : StringWriter
{
    private const string LastLine = "Ctrl-C ends it.";
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _error = new();
    private Task<int> _running = Task.FromResult(0);

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<RunningHub> StartAsync(params string[] args)
    {
        var hub = new RunningHub();
        hub._running = XbCommandLine.RunAsync(["hub", "--port", "0", "--health-port", "0", .. args], hub, hub._error, hub._stop.Token);
        var first = await Task.WhenAny(hub._ready.Task, hub._running).WaitAsync(TimeSpan.FromMinutes(2));
        return first == hub._ready.Task ? hub : throw new AssertFailedException($"{hub}{hub._error}");
    }

    /// <summary>Text behind a heading.</summary>
    public string Of(string heading) =>
        ToString().Split('\n').Single(line => line.StartsWith(heading, StringComparison.Ordinal))[heading.Length..].Trim();

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _running.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public override async Task WriteLineAsync(string? value)
    {
        await base.WriteLineAsync(value);
        if (value == LastLine)
        {
            _ready.TrySetResult();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Cancel();
            _stop.Dispose();
            _error.Dispose();
        }

        base.Dispose(disposing);
    }
}
