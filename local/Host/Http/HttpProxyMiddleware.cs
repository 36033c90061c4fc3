using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>The pipeline step that <c>ConfigureFunctionsWebApplication</c> adds: gives the steps behind it the HTTP context and writes their result.</summary>
internal static class HttpProxyMiddleware
{
    public static FunctionExecutionDelegate Wrap(FunctionExecutionDelegate next) => async context =>
    {
        var local = (LocalFunctionContext)context;
        if (local.Request.Http is not { } http)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        context.Items[FunctionContextExtensions.HttpContextKey] = http;
        await next(context).ConfigureAwait(false);
        if (!await HttpAnswer.TryWriteAsync(http, local.Return.Value).ConfigureAwait(false))
        {
            var logger = context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HttpProxyMiddleware));
            logger.NoHttpAnswer(context.FunctionDefinition.Name, local.Return.Value!.GetType().Name);
        }
    };
}
