using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>Which web pages may call the HTTP functions: <c>Host.CORS</c> and <c>Host.CORSCredentials</c> of <c>local.settings.json</c>.</summary>
internal static class LocalCors
{
    /// <summary>The policy; <see langword="null"/> where no page of another origin may call.</summary>
    public static Action<CorsPolicyBuilder>? Find(IConfiguration settings)
    {
        var origins = settings[LocalSettings.CorsKey]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return origins.Length == 0
            ? null
            : policy =>
            {
                // A page is told its own origin, not "*", which no browser takes together with credentials.
                policy.AllowAnyHeader().AllowAnyMethod();
                _ = origins.Contains("*") ? policy.SetIsOriginAllowed(static _ => true) : policy.WithOrigins(origins);
                if (settings.GetValue<bool>(LocalSettings.CorsCredentialsKey))
                {
                    policy.AllowCredentials();
                }
            };
    }
}
