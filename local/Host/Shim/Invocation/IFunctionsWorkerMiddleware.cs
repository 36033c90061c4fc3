namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Code that runs around every invocation.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around the rest of the pipeline.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The rest of the pipeline; not calling it ends the invocation here.</param>
    /// <returns>Completes when this step is done.</returns>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
