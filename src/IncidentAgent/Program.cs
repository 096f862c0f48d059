using IncidentAgent.Commands;

return await CommandLine.RunAsync(args);
