using Microsoft.Extensions.Hosting;

namespace XbFunctions.Host;

/// <summary>Ends the host with <see cref="HostExitCode.StuckFunction"/>.</summary>
internal sealed class StuckFunctionExit(IHostApplicationLifetime lifetime) : IStuckFunctionHandler
{
    public void Handle(string function)
    {
        Environment.ExitCode = HostExitCode.StuckFunction;
        lifetime.StopApplication();
    }
}
