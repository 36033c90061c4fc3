using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using XbFunctions.App.Http;

namespace XbFunctions.App;

/// <summary>Makes a function app of ours, whoever hosts it.</summary>
public static class AppBuilderExtensions
{
    /// <summary>Adds ASP.NET Core's HTTP types, what every invocation goes through, and the services.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <returns>The same builder.</returns>
    public static FunctionsApplicationBuilder ConfigureXbFunctions(this FunctionsApplicationBuilder builder)
    {
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<SecurityHeaders>();
        builder.Services.AddXbFunctions(builder.Configuration);
        return builder;
    }
}
