using XbFunctions.Host;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app starts.</summary>
public static class FunctionsApplication
{
    /// <summary>A builder with the settings of the environment, <c>local.settings.json</c> and <paramref name="args"/>.</summary>
    /// <param name="args">Command line: <c>--Key=value</c> pairs become configuration.</param>
    /// <returns>The builder; build it once.</returns>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        StartFaults.ReportUncaught();
        return new FunctionsApplicationBuilder(args);
    }
}
