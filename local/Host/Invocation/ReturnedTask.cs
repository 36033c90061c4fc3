using System.Reflection;

namespace XbFunctions.Host;

/// <summary>Awaits what a function's method returns and takes the value out.</summary>
internal static class ReturnedTask
{
    private static readonly MethodInfo TaskValue = typeof(ReturnedTask).GetMethod(nameof(OfTaskAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo ValueTaskValue =
        typeof(ReturnedTask).GetMethod(nameof(OfValueTaskAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>A function from the returned object to its value, for a method's return type; tasks without a value give <see langword="null"/>.</summary>
    public static Func<object, ValueTask<object?>> Awaiter(Type returnType)
    {
        if (returnType == typeof(Task))
        {
            return static async returned =>
            {
                await ((Task)returned).ConfigureAwait(false);
                return null;
            };
        }

        if (returnType == typeof(ValueTask))
        {
            return static async returned =>
            {
                await ((ValueTask)returned).ConfigureAwait(false);
                return null;
            };
        }

        var open = returnType.IsGenericType ? returnType.GetGenericTypeDefinition() : null;
        return open == typeof(Task<>) ? Close(TaskValue, returnType)
            : open == typeof(ValueTask<>) ? Close(ValueTaskValue, returnType)
            : static returned => ValueTask.FromResult<object?>(returned);
    }

    private static Func<object, ValueTask<object?>> Close(MethodInfo method, Type returnType) =>
        method.MakeGenericMethod(returnType.GetGenericArguments()).CreateDelegate<Func<object, ValueTask<object?>>>();

    private static async ValueTask<object?> OfTaskAsync<T>(object returned) => await ((Task<T>)returned).ConfigureAwait(false);

    private static async ValueTask<object?> OfValueTaskAsync<T>(object returned) => await ((ValueTask<T>)returned).ConfigureAwait(false);
}
