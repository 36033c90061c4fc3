namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>A step of the invocation pipeline.</summary>
/// <param name="context">The invocation.</param>
/// <returns>Completes when the step and all behind it have run.</returns>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
