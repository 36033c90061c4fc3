using System.Reflection;
using System.Reflection.Emit;
using Azure.Messaging.EventHubs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class FunctionRulesTests
{
    [TestMethod]
    [DataRow(typeof(Hidden), "Hidden", "the class must be public")]
    [DataRow(typeof(Generic<>), "Generic", "may be generic")]
    [DataRow(typeof(Broken.RetryOnHttp), "RetryOnHttp", "AZFW0012")]
    [DataRow(typeof(Broken.TwoTriggers), "TwoTriggers", "2 triggers")]
    [DataRow(typeof(Broken.NoTrigger), "NoTrigger", "0 triggers")]
    [DataRow(typeof(Broken.NotAnArray), "NotAnArray", "IsBatched = false")]
    [DataRow(typeof(Broken.Unbound), "Unbound", "the parameter other is bound by nothing")]
    [DataRow(typeof(Broken.AsyncVoid), "AsyncVoid", "must return a Task")]
    [DataRow(typeof(Broken.BadName), "1st name", "must start with a letter")]
    [DataRow(typeof(Broken.BadRetry), "BadRetry", "must be a TimeSpan")]
    [DataRow(typeof(Broken.SameNames), "Same", "must be unique (AZFW0017)")]
    [DataRow(typeof(Broken.InProcess), "InProcess", "Microsoft.Azure.WebJobs.BlobAttribute, an attribute of the in-process model; use its counterpart in Microsoft.Azure.Functions.Worker (AZFW0001)")]
    [DataRow(typeof(Broken.AsyncVoid), "AsyncVoid", "(AZFW0002)")]
    [DataRow(typeof(Broken.GroupedOutputs), "GroupedOutputs", "the property Both carries HttpResult and EventHubOutput; only one binding may stand at a place (AZFW0005)")]
    [DataRow(typeof(Broken.GroupedTriggers), "GroupedTriggers", "the parameter timer carries TimerTrigger and EventHubTrigger; only one binding may stand at a place (AZFW0005)")]
    [DataRow(typeof(Broken.TwoAnswers), "TwoAnswers", "marks First and Second with [HttpResult]; only one can be the answer (AZFW0007)")]
    [DataRow(typeof(Broken.NotAnArray), "NotAnArray", "(AZFW0008)")]
    [DataRow(typeof(Broken.OneEventAsArray), "OneEventAsArray", "IsBatched = false binds one event such as EventData, not String[] (AZFW0008)")]
    [DataRow(typeof(Broken.TwoRetries), "TwoRetries", "carries 2 retry attributes; a function has one policy (AZFW0012)")]
    [DataRow(typeof(Broken.NegativeRetry), "NegativeRetry", "must be a TimeSpan that is not negative")]
    [DataRow(typeof(Broken.CrossedRetry), "CrossedRetry", "00:00:09 is above the maximum 00:00:01")]
    [DataRow(typeof(Broken.EmptyHub), "EmptyHub", "the event hub name of its trigger is empty (AZFW0013)")]
    [DataRow(typeof(Broken.EmptySchedule), "EmptySchedule", "the schedule of its trigger is empty (AZFW0013)")]
    [DataRow(typeof(Broken.NoAnswer), "NoAnswer", "NoAnswerResult has outputs but no property marked [HttpResult], so the request would get no answer (AZFW0015)")]
    [DataRow(typeof(Broken.WrongSchedule), "WrongSchedule", "'0 61 * * * *' is neither")]
    [DataRow(typeof(Broken.AbstractClass), "AbstractClass", "must not be abstract")]
    [DataRow(typeof(Broken.HiddenMethod), "HiddenMethod", "the method must be public")]
    public void A_function_that_microsofts_generators_refuse_is_refused_with_name_and_rule(Type type, string name, string rule)
    {
        var exception = Assert.ThrowsExactly<PlatformStartException>(() => FunctionDiscovery.Find([type], webApplication: true));
        Assert.Contains(name, exception.Message);
        Assert.Contains(rule, exception.Message);
    }

    [TestMethod]
    public void Http_functions_need_the_web_application()
    {
        var exception = Assert.ThrowsExactly<PlatformStartException>(static () => FunctionDiscovery.Find([typeof(HttpFunctions)], webApplication: false));
        Assert.Contains("AZFW0014", exception.Message);
    }

    [TestMethod]
    public void Good_functions_are_found_by_name()
    {
        var found = FunctionDiscovery.Find([typeof(HttpFunctions), typeof(BatchFunction), typeof(RetryingFunction)], webApplication: true);
        Assert.AreEqual("Batch,Boss,Broken,Greet,Item,Open,Relay,Retrying,Sum", string.Join(',', found.Select(static function => function.Name)));
        Assert.AreEqual(new RetryPolicy(2, TimeSpan.FromMilliseconds(10), null), found.Single(static function => function.Name == "Retrying").Retry);
        Assert.AreEqual(typeof(RelayAnswer), found.Single(static function => function.Name == "Relay").ResultType);
    }

    [TestMethod]
    public void All_violations_of_all_functions_are_in_one_message()
    {
        var exception = Assert.ThrowsExactly<PlatformStartException>(
            static () => FunctionDiscovery.Find([typeof(Hidden), typeof(Broken.RetryOnHttp), typeof(Broken.NoTrigger), typeof(BatchFunction)], webApplication: false));
        foreach (var expected in (string[])["Hidden (", "RetryOnHttp (", "AZFW0012", "AZFW0014", "NoTrigger ("])
        {
            Assert.Contains(expected, exception.Message);
        }

        Assert.DoesNotContain("Batch (", exception.Message);
        Assert.HasCount(5, exception.Message.Split(Environment.NewLine));
    }

    [TestMethod]
    public void A_name_that_two_assemblies_use_is_refused_with_both()
    {
        var exception = Assert.ThrowsExactly<PlatformStartException>(static () => FunctionDiscovery.Find([typeof(TimerFunction), OtherAssembly("TIMED")], webApplication: true));
        Assert.Contains("AZFW0017", exception.Message);
        Assert.Contains("XbFunctions.Host.Tests.TimerFunction.RunAsync of XbFunctions.Host.Tests", exception.Message);
        Assert.Contains("Elsewhere.Run of Other", exception.Message);
    }

    private static Type OtherAssembly(string function)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Other"), AssemblyBuilderAccess.Run).DefineDynamicModule("Other");
        var type = module.DefineType("Elsewhere", TypeAttributes.Public | TypeAttributes.Class);
        var method = type.DefineMethod("Run", MethodAttributes.Public | MethodAttributes.Static, typeof(void), [typeof(TimerInfo)]);
        method.GetILGenerator().Emit(OpCodes.Ret);
        method.SetCustomAttribute(new CustomAttributeBuilder(typeof(FunctionAttribute).GetConstructors()[0], [function]));
        method.DefineParameter(1, ParameterAttributes.None, "timer")
            .SetCustomAttribute(new CustomAttributeBuilder(typeof(TimerTriggerAttribute).GetConstructors()[0], ["0 * * * * *"]));
        return type.CreateType();
    }

    public static class Broken
    {
        public sealed class InProcess
        {
            [Function("InProcess")]
            public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [Microsoft.Azure.WebJobs.Blob("container/blob")] CancellationToken cancellationToken) =>
                timer.IsPastDue && cancellationToken.CanBeCanceled;
        }

        public sealed class GroupedOutputs
        {
            [Function("GroupedOutputs")]
            public GroupedResult Run([HttpTrigger] HttpRequest request) => new(Results.Text(request.Path));
        }

        public sealed record GroupedResult([property: HttpResult, EventHubOutput("h", Connection = "c")] IResult Both);

        public sealed class GroupedTriggers
        {
            [Function("GroupedTriggers")]
            public bool Run([TimerTrigger("0 * * * * *"), EventHubTrigger("h", Connection = "c")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class TwoAnswers
        {
            [Function("TwoAnswers")]
            public TwoAnswersResult Run([HttpTrigger] HttpRequest request) => new(Results.Text(request.Path), Results.Ok());
        }

        public sealed record TwoAnswersResult([property: HttpResult] IResult First, [property: HttpResult] IResult Second);

        public sealed class OneEventAsArray
        {
            [Function("OneEventAsArray")]
            public int Run([EventHubTrigger("h", Connection = "c", IsBatched = false)] string[] events) => events.Length;
        }

        public sealed class TwoRetries
        {
            [Function("TwoRetries"), FixedDelayRetry(1, "00:00:01"), ExponentialBackoffRetry(1, "00:00:01", "00:00:02")]
            public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class NegativeRetry
        {
            [Function("NegativeRetry"), FixedDelayRetry(1, "-00:00:01")]
            public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class CrossedRetry
        {
            [Function("CrossedRetry"), ExponentialBackoffRetry(1, "00:00:09", "00:00:01")]
            public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class EmptyHub
        {
            [Function("EmptyHub")]
            public int Run([EventHubTrigger("", Connection = "c")] string[] events) => events.Length;
        }

        public sealed class EmptySchedule
        {
            [Function("EmptySchedule")]
            public bool Run([TimerTrigger("")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class NoAnswer
        {
            [Function("NoAnswer")]
            public NoAnswerResult Run([HttpTrigger] HttpRequest request) => new(Results.Text(request.Path), request.Path);
        }

        public sealed record NoAnswerResult(IResult Answer, [property: EventHubOutput("h", Connection = "c")] string Event);

        public sealed class WrongSchedule
        {
            [Function("WrongSchedule")]
            public bool Run([TimerTrigger("0 61 * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public abstract class AbstractClass
        {
            [Function("AbstractClass")]
            public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class HiddenMethod
        {
            [Function("HiddenMethod")]
            internal bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class RetryOnHttp
        {
            [Function("RetryOnHttp"), FixedDelayRetry(1, "00:00:01")]
            public string Run([HttpTrigger] HttpRequest request) => request.Path;
        }

        public sealed class TwoTriggers
        {
            [Function("TwoTriggers")]
            public string Run([HttpTrigger] HttpRequest request, [TimerTrigger("0 * * * * *")] TimerInfo timer) => request.Path + timer.IsPastDue;
        }

        public sealed class NoTrigger
        {
            [Function("NoTrigger")]
            public string Run(HttpRequest request) => request.Path;
        }

        public sealed class NotAnArray
        {
            [Function("NotAnArray")]
            public int Run([EventHubTrigger("h", Connection = "c")] List<EventData> events) => events.Count;
        }

        public sealed class Unbound
        {
            [Function("Unbound")]
            public int Run([EventHubTrigger("h", Connection = "c")] EventData[] events, string other) => events.Length + other.Length;
        }

        public sealed class AsyncVoid
        {
            [Function("AsyncVoid")]
            public async void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => await Task.FromResult(timer);
        }

        public sealed class BadName
        {
            [Function("1st name")]
            public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class BadRetry
        {
            [Function("BadRetry"), FixedDelayRetry(1, "soon")]
            public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class SameNames
        {
            [Function("Same")]
            public bool One([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;

            [Function("SAME")]
            public bool Two([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }
    }

    public sealed class Generic<T>
    {
        [Function("Generic")]
        public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue && typeof(T).IsClass;
    }

    private sealed class Hidden
    {
        [Function("Hidden")]
        public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
    }
}
