using Microsoft.AspNetCore.Builder;

namespace XbFunctions.Host;

/// <summary>Puts the operator's calls on their routes.</summary>
internal static class AdminEndpoints
{
    /// <summary>Maps the calls; all need the master key.</summary>
    public static void Map(WebApplication app, AdminApi admin)
    {
        app.MapGet("/admin/host/ping", admin.Guard(AdminApi.PingAsync));
        app.MapGet("/admin/host/status", admin.Guard(admin.StatusAsync));
        app.MapGet("/admin/functions", admin.Guard(admin.ListAsync));
        app.MapPost("/admin/functions/{name}", admin.Guard(admin.RunAsync));
        app.MapPost("/admin/host/drain", admin.Guard(admin.DrainAsync));
        app.MapGet("/admin/host/drain/status", admin.Guard(admin.DrainStatusAsync));
        app.MapPost("/admin/host/resume", admin.Guard(admin.ResumeAsync));
    }
}
