using Microsoft.Testing.Platform.Builder;

namespace XbFunctions.EventHub.Tests;

/// <summary>Starts the tests; with <see cref="CrashWriter.Argument"/> the process that a crash test kills.</summary>
internal static class Program
{
    internal static async Task<int> Main(string[] args)
    {
        if (args is [CrashWriter.Argument, var directory])
        {
            await CrashWriter.RunAsync(directory);
            return 0;
        }

        var builder = await TestApplication.CreateBuilderAsync(args);
        SelfRegisteredExtensions.AddSelfRegisteredExtensions(builder, args);
        using var app = await builder.BuildAsync();
        return await app.RunAsync();
    }
}
