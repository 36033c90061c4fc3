using System.Runtime.InteropServices;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace XbFunctions.Host;

/// <summary>Runs a function app as a program: until Ctrl-C or SIGTERM, with one clear line instead of a stack trace when it cannot start.</summary>
public static class FunctionsHostRunner
{
    /// <summary>Builds and runs the app.</summary>
    /// <param name="create">Makes and fills the app's builder; its own start-up faults are reported the same way.</param>
    /// <returns>Exit code: 0 after a stop on request, 1 when the app could not start.</returns>
    public static async Task<int> RunAsync(Func<FunctionsApplicationBuilder> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        using var starting = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Cancel(context, starting));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Cancel(context, starting));
        try
        {
            var host = create().Build();
            await using (((IAsyncDisposable)host).ConfigureAwait(false))
            {
                await host.StartAsync(starting.Token).ConfigureAwait(false);
                await host.WaitForShutdownAsync(starting.Token).ConfigureAwait(false);
            }

            return 0;
        }
        catch (PlatformStartException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
        catch (OperationCanceledException) when (starting.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static void Cancel(PosixSignalContext context, CancellationTokenSource starting)
    {
        context.Cancel = true;
        starting.Cancel();
    }
}
