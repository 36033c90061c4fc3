using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace XbFunctions.Host.Tests;

/// <summary>What tests change about a host.</summary>
internal static class HostSettings
{
    /// <summary>Settings of <c>extensions.eventHubs</c>, over those of <c>host.json</c>.</summary>
    public static FunctionsApplicationBuilder WithEventHubs(this FunctionsApplicationBuilder builder, params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            builder.Configuration["AzureFunctionsJobHost:extensions:eventHubs:" + key] = value;
        }

        return builder;
    }

    /// <summary>Reads a hub of another process over AMQP instead of an embedded one.</summary>
    public static FunctionsApplicationBuilder Reading(this FunctionsApplicationBuilder builder, TestHubServer hub)
    {
        builder.Configuration["EventHubs"] = hub.Server.ConnectionString;
        builder.Configuration["HubName"] = hub.Name;
        builder.Services.Configure<LocalPlatformOptions>(static options => options.StartEventHub = false);
        return builder;
    }

    /// <summary>A clock of the test's.</summary>
    public static FunctionsApplicationBuilder WithTime(this FunctionsApplicationBuilder builder, TimeProvider time)
    {
        builder.Services.AddSingleton(time);
        return builder;
    }
}
