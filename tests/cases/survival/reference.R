# Writes the numbers R's survival package gives for packaged data sets and for made-up ones.
# Rscript reference.R FOLDER: times, results step by step, and medians with the log-rank test.
library(survival)
out <- commandArgs(TRUE)[1]
options(digits = 17)

gehan <- function() {
  # Freireich 1963 as printed by Gehan 1965: weeks of remission, 6-mercaptopurine and placebo.
  t6 <- c(6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
  s6 <- c(rep(1, 9), rep(0, 12))
  tp <- c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
  data.frame(time = c(t6, tp), event = c(s6, rep(1, 21)), group = rep(1:2, c(21, 21)))
}

made_up <- function(seed, n, spread, share, zero = FALSE) {
  set.seed(seed)
  time <- if (zero) sample(0:spread, n, TRUE) else sample(1:spread, n, TRUE)
  data.frame(time = time, event = rbinom(n, 1, share), group = rep(1:2, length.out = n))
}

sets <- list(
  aml = with(aml, data.frame(time, event = status, group = as.integer(x))),
  lung = with(lung, data.frame(time, event = status - 1, group = sex)),
  veteran = with(veteran, data.frame(time, event = status, group = trt)),
  ovarian = with(ovarian, data.frame(time = futime, event = fustat, group = rx)),
  mgus = with(mgus, data.frame(time = futime, event = death, group = ifelse(sex == "male", 2, 1))),
  kidney = with(kidney, data.frame(time, event = status, group = sex)),
  gehan = gehan(),
  ties = made_up(1, 40, 6, 0.7),
  zeros = made_up(2, 30, 10, 0.6, TRUE),
  few_events = made_up(3, 60, 400, 0.08),
  all_events = made_up(4, 25, 90, 1),
  spread = made_up(5, 100, 900, 0.5)
)

for (name in names(sets)) {
  data <- sets[[name]]
  stopifnot(all(data$time == round(data$time)))
  write.csv(data, file.path(out, paste0(name, ".csv")), row.names = FALSE)
  rows <- do.call(rbind, lapply(c(0, 1, 2), function(group) {
    part <- if (group == 0) data else data[data$group == group, ]
    fits <- lapply(c("log-log", "plain"), function(kind)
      survfit(Surv(time, event) ~ 1, data = part, conf.type = kind))
    fit <- fits[[1]]
    data.frame(
      group, time = fit$time, at_risk = fit$n.risk, events = fit$n.event,
      censored = fit$n.censor, survival = fit$surv, greenwood = fit$std.err^2,
      log_log_low = fit$lower, log_log_high = fit$upper,
      plain_low = fits[[2]]$lower, plain_high = fits[[2]]$upper)
  }))
  write.table(format(rows, digits = 13, trim = TRUE), file.path(out, paste0(name, ".r.csv")),
    sep = ",", quote = FALSE, row.names = FALSE)
  medians <- do.call(rbind, lapply(c(0, 1, 2), function(group) {
    part <- if (group == 0) data else data[data$group == group, ]
    q <- quantile(survfit(Surv(time, event) ~ 1, data = part, conf.type = "log-log"), 0.5)
    data.frame(group, median = q$quantile, low = q$lower, high = q$upper)
  }))
  test <- survdiff(Surv(time, event) ~ group, data = data)
  medians$chi_square <- test$chisq
  medians$p <- pchisq(test$chisq, 1, lower.tail = FALSE)
  write.table(format(medians, digits = 13, trim = TRUE), file.path(out, paste0(name, ".medians.csv")),
    sep = ",", quote = FALSE, row.names = FALSE)
}
cat(R.version.string, "survival", as.character(packageVersion("survival")), "\n",
  file = file.path(out, "versions.txt"))
