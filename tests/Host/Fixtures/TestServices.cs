using Microsoft.Extensions.DependencyInjection;

namespace XbFunctions.Host.Tests;

internal static class TestServices
{
    /// <summary>Shortens the time that a stopping host lets invocations go on.</summary>
    public static IServiceCollection AddGrace(this IServiceCollection services, TimeSpan grace) =>
        services.Configure<LocalPlatformOptions>(options => options.ShutdownGrace = grace);

    /// <summary>Limits the size of HTTP request bodies.</summary>
    public static IServiceCollection AddBodyLimit(this IServiceCollection services, long bytes) =>
        services.Configure<LocalPlatformOptions>(options => options.MaxRequestBodyBytes = bytes);
}
