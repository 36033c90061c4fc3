using System.Runtime.InteropServices;

namespace XbFunctions.Host;

/// <summary>Lets Ctrl-C and SIGTERM end a start that is under way; the host's own lifetime hears them only once it has started.</summary>
internal sealed class StartInterrupt : IDisposable
{
    private readonly CancellationTokenSource _interrupted = new();
    private readonly CancellationTokenSource _either;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StartInterrupt(CancellationToken cancellationToken)
    {
        _either = CancellationTokenSource.CreateLinkedTokenSource(_interrupted.Token, cancellationToken);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
    }

    /// <summary>Runs the start.</summary>
    /// <exception cref="StartInterruptedException">The user ended it.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> start)
    {
        try
        {
            await start(_either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_interrupted.IsCancellationRequested)
        {
            throw new StartInterruptedException();
        }
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _either.Dispose();
        _interrupted.Dispose();
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        _interrupted.Cancel();
    }
}
