using Azure;
using Azure.Identity;
using XbFunctions.EventHub;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Training;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb;

/// <summary>Turns what goes wrong in a command into one line and an exit code.</summary>
internal static class CommandBoundary
{
    private const string TraceSetting = "XB_TRACE";

    /// <summary>Runs a command.</summary>
    /// <param name="command">The command; returns its exit code.</param>
    /// <param name="error">Where problems go.</param>
    public static async Task<int> RunAsync(Func<Task<int>> command, TextWriter error)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped.");
            return XbCommandLine.Interrupted;
        }
        catch (AuthenticationFailedException exception)
        {
            await error.WriteLineAsync($"No sign-in for Azure was found; `az login` makes one. {OneLine(exception.Message)}");
            return XbCommandLine.Failed;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            await error.WriteLineAsync(OneLine(exception.Message));
            return XbCommandLine.Failed;
        }
        catch (Exception exception)
        {
            var trace = Environment.GetEnvironmentVariable(TraceSetting) is { Length: > 0 };
            await error.WriteLineAsync(trace
                ? exception.ToString()
                : $"A fault of xb itself: {exception.GetType().Name}: {OneLine(exception.Message)} Set {TraceSetting}=1 to see where.");
            return XbCommandLine.Failed;
        }
    }

    private static bool IsExpected(Exception exception) => exception
        is CommandException
        or SimulationException
        or EventHubException
        or StateException
        or InvalidModelException
        or TrainerException
        or TrainerUnavailableException
        or RequestFailedException
        or IOException
        or UnauthorizedAccessException
        or InvalidDataException
        or TimeoutException;

    // Storage errors come with headers and bodies; the first line says it.
    private static string OneLine(string message) => message.AsSpan().TrimStart().ToString().Split('\n', 2)[0].TrimEnd();
}
