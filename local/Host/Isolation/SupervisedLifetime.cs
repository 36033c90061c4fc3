using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace XbFunctions.Host;

/// <summary>Ends a function process when its supervisor says so or is gone, or on SIGTERM. Ctrl-C goes to the supervisor, which ends all in order.</summary>
internal sealed class SupervisedLifetime(SupervisedProcess process, IHostApplicationLifetime application) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate));
        _ = process.Stopped.ContinueWith(_ => application.StopApplication(), TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(static signal => signal.Dispose());

    private void Terminate(PosixSignalContext context)
    {
        context.Cancel = true;
        application.StopApplication();
    }
}
