using XbFunctions.Xb.Bench;

DeployedCollector.Take(args);
return await XbFunctions.Xb.XbCommandLine.RunAsync(args, Console.Out, Console.Error);
