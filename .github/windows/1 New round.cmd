@echo off
rem Drop a folder on this file, or double-click it for a new folder of the round's name beside it: the round's
rem control workbook is written there, so that each round has a folder of its own.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "PLACE=%~1"
set "ROUND="
set /p "ROUND=What is the round called, such as Spring 2027? "
setlocal EnableDelayedExpansion
if not defined PLACE set "PLACE=!HERE!!ROUND!"
if not defined ROUND echo A round needs a name: open this again, and type one.
if defined ROUND "!HERE!program\xlkit.exe" new "!PLACE!\!ROUND!.xlsx"
echo.
pause
